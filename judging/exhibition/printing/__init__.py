"""What hangs on the wall and what visitors take home: catalogue, labels, hanging sheets."""
