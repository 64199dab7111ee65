"""From ranks to prizes: deliberation, allocation, sealing, award lists."""
