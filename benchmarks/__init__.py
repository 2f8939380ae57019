"""What pages cost: queries, SQL time and latency, beside a bare Wagtail page in the same run."""
