'use strict';

const {enableCompileCache} = require('node:module');

const [major, minor] = process.versions.node.split('.').map(Number);
const isTooOld = major < 22 || (major === 22 && minor < 13);

const isMissing = error => ['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND', 'ENOENT'].includes(error?.code);

/** Tells of an error that kept a program from starting. */
const explain = error => {
	process.stderr.write(
		isMissing(error)
			? `maestro is not built, or not whole: ${error.message.split('\n')[0]}; run: npm install\n`
			: `${error?.stack ?? error}\n`,
	);
	process.exitCode = 1;
};

/** Runs the `main` of a build with a list of words. An older Node would trip over the first thing in it that it does not know. */
const start = async (build, words, {isCached = false} = {}) => {
	if (isTooOld) {
		process.stderr.write(
			`maestro needs Node 22.13 or newer, and ${process.execPath} is ${process.versions.node}: install a newer one (https://nodejs.org), or put it first on PATH\n`,
		);
		process.exitCode = 1;
		return;
	}

	try {
		if (isCached) {
			enableCompileCache();
		}

		const {main} = await import(build);
		process.exitCode = await main(words);
	} catch (error) {
		explain(error);
	}
};

module.exports = {explain, start};
