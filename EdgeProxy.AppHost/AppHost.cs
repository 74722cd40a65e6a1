// The system is put together here.
return 0;
