"""art17: rules over the quality management system that Art. 17 of the EU AI Act asks for."""

__version__ = "0.1.0"
