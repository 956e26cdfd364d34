import {execFile} from 'node:child_process';
import type {Run} from './run.js';

/**
The same as `run`, for programs that are to be small: what a program reads, and why it failed, is of no use to them.
*/
export const createPlainRun =
	(ours: Readonly<Record<string, string | undefined>>): Run =>
	async (program, args, {timeoutMs = 5000, environment = {}} = {}) =>
		new Promise(resolve => {
			const options = {timeout: timeoutMs, killSignal: 'SIGKILL', env: {...ours, ...environment}} as const;
			execFile(program, args, options, (error, stdout, stderr) => {
				const code = error?.code;
				resolve({
					exitCode: error === null ? 0 : typeof code === 'number' ? code : undefined,
					stdout,
					stderr,
					isMissing: code === 'ENOENT',
					isTimedOut: error?.killed === true,
				});
			});
		});
