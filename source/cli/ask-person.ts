import {createInterface} from 'node:readline';

/**
Asks the person at the terminal a question with yes and no, where no is what no answer means; `undefined` where nobody sits there.
*/
export const askPerson = (): ((question: string) => Promise<boolean>) | undefined =>
	process.stdin.isTTY && process.stderr.isTTY
		? async question =>
				new Promise(resolve => {
					// Standard output is for results.
					const reader = createInterface({input: process.stdin, output: process.stderr});
					reader.on('close', () => resolve(false));
					reader.question(`${question} [y/N] `, answer => {
						resolve(/^y(es)?$/i.test(answer.trim()));
						reader.close();
					});
				})
		: undefined;
