"""Setting type: values in, PDF bytes out, by Typst. A low layer: it knows fonts, colours and text, and no contest."""
