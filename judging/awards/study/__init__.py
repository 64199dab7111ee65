"""How much a result hangs on chance, on single jurors and on its method; and how well the jurors judged.

For the board and the organisers, by blind code and by jurors' numbers; never public.
"""
