#!/usr/bin/env node
import program from './start.cjs';

await program.start('../dist/maestro-tui.js', process.argv.slice(2), {isCached: true});
