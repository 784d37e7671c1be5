"""Pages, fragments, downloads and the status API of jobs, one file each."""
