"""The node's pages: one module and one frozen context a page; its template prints nothing else."""
