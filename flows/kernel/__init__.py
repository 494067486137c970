"""Linux's own ways by which a process gives up rights; each says where it does not work."""
