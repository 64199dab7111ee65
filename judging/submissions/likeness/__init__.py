"""Works that are alike: pictures turned, mirrored, cropped or saved again, texts with the same passages, the same file.

What is found is shown to the secretary, who decides; nothing follows by itself.
"""
