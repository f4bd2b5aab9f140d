"""What a finding means for this run: how severe it is here, and whether it counts."""
