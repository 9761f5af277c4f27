"""Model folders as users handle them: list, show, use, export, import, remove.

One module each; what makes a folder a model is told by ``backends.folder``.
"""
