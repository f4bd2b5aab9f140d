"""Many repositories: each checked in a child that cannot hurt the others, the rows kept in a lake of Parquet files."""
