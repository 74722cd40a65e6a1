// The conformance cases are run from here.
return 0;
