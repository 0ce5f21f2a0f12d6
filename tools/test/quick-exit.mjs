// Loaded into Jest and its workers. When nothing is left to do, a process that has run many test files would still
// take its heap apart, for longer than the half second that Jest gives a worker on a busy machine: then Jest ends it by
// force and says, wrongly, that a test leaks. What a test does leave open keeps this from being reached.
process.on('beforeExit', () => process.exit());
