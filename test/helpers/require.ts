import {accessSync, constants} from 'node:fs';
import path from 'node:path';
import {describe, test} from 'vitest';

type Suite = (name: string, tests: () => void) => void;

type Environment = Readonly<Record<string, string | undefined>>;

/**
A `describe` for tests of a real program. Where the program is missing they are skipped, with a line that says so; where
`MAESTRO_REQUIRE` lists the program (`tmux,zellij`), that is a failure.
*/
export const whereInstalled = (program: string): Suite => {
	switch (whatToDo(program, process.env)) {
		case 'run': {
			return (name, tests) => {
				describe(name, tests);
			};
		}

		case 'skip': {
			console.warn(`Skipped, as ${program} is not installed; MAESTRO_REQUIRE=${program} makes that a failure.`);
			return (name, tests) => {
				describe.skip(name, tests);
			};
		}

		case 'fail': {
			return name => {
				test(`${name}: ${program} is installed`, () => {
					throw new Error(`MAESTRO_REQUIRE lists ${program}, and it is not on PATH`);
				});
			};
		}
	}
};

/**
A `test` for what not every machine can show. Where it cannot, the test is skipped, with a line that says why.
*/
export const testIf = (isPossible: boolean, why: string): typeof test | typeof test.skip => {
	if (isPossible) {
		return test;
	}

	console.warn(`Skipped a test: ${why}.`);
	return test.skip;
};

export const whatToDo = (program: string, environment: Environment): 'run' | 'skip' | 'fail' => {
	if ((environment.PATH ?? '').split(path.delimiter).some(folder => isProgram(path.join(folder, program)))) {
		return 'run';
	}

	return (environment.MAESTRO_REQUIRE ?? '').split(/[\s,]+/).includes(program) ? 'fail' : 'skip';
};

const isProgram = (file: string): boolean => {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
};
