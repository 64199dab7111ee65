"""How far the stored works have been verified, and what was wrong with them."""

from __future__ import annotations

from piccolo.columns import BigSerial, Varchar
from piccolo.table import Table

from judging.columns import big, moment, words


class StoreCheck(Table, tablename="store_check"):
    """One walk through everything that the database names in the store, in order of keys."""

    id = BigSerial(primary_key=True)
    begun_at = moment()
    finished_at = moment(null=True)
    last_key = words(200)  # so far; "" at the beginning
    verified = big()  # objects so far


class StoreFault(Table, tablename="store_fault"):
    """An object that is not in the store as the database names it. Goes away when it is found to be right again."""

    key = Varchar(length=200, primary_key=True, default=None, null=False)
    problem = words(10)  # missing, changed
    checked_at = moment()
