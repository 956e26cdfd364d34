#!/usr/bin/env node
import {enableCompileCache} from 'node:module';
import program from './start.cjs';

enableCompileCache();
await program.start('../dist/maestro-tui.js', process.argv.slice(2));
