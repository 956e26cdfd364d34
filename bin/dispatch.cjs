#!/usr/bin/env node
'use strict';

require('./start.cjs').start('../dist/maestro.js', ['dispatch', ...process.argv.slice(2)]);
