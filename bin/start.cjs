'use strict';

const isMissing = error => ['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'].includes(error?.code);

/** Tells of an error that kept a program from starting. */
const explain = error => {
	process.stderr.write(
		isMissing(error)
			? `maestro is not built, or not whole: ${error.message.split('\n')[0]}; run: npm install\n`
			: `${error?.stack ?? error}\n`,
	);
	process.exitCode = 1;
};

/** Runs the `main` of a build with a list of words. */
const start = async (build, words) => {
	try {
		const {main} = await import(build);
		process.exitCode = await main(words);
	} catch (error) {
		explain(error);
	}
};

module.exports = {explain, start};
