"""The QMS as a graph: artefacts joined by typed links, each link with its status."""
