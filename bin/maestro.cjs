#!/usr/bin/env node
'use strict';

// What agents call many times in a turn is a small CommonJS build of its own, and so is this door; all the rest is for people.
const words = process.argv.slice(2);
const [first, second] = words;
const has = flags => words.some(word => flags.includes(word));
const isFor = {
	hook: () => !has(['--print-settings']),
	// What is said of all of its flags stands in the small build. Who has no session is a person, or was adopted: the other finds out.
	inbox: () => has(['--help', '-h']) || (process.env.MAESTRO_SESSION_ID && !has(['--all', '--clear', '--watch'])),
	report: () => true,
	session: () => second === 'send' || second === 'siblings',
};

if (Object.hasOwn(isFor, first ?? '') && isFor[first]()) {
	try {
		require('../dist/agent.cjs');
	} catch (error) {
		// A hook says nothing, whatever is wrong.
		if (first !== 'hook') {
			require('./start.cjs').explain(error);
		}
	}
} else if (['--help', '-h', 'help'].includes(first) && second === undefined) {
	// Made with the build, as all that can be said there is known by then.
	try {
		process.stdout.write(require('node:fs').readFileSync(`${__dirname}/../dist/help.txt`));
	} catch (error) {
		require('./start.cjs').explain(error);
	}
} else {
	require('./start.cjs').start('../dist/maestro.js', words);
}
