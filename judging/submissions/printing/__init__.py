"""What an entrant and the secretary hold in their hands: values in, PDF bytes out, by Typst."""
