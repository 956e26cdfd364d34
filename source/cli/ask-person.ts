import {createInterface} from 'node:readline';
import {Writable} from 'node:stream';

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

/**
Asks the person at the terminal for what nobody is to read: what is typed is not shown. Nothing but Enter, and leaving, answer an empty text.
`undefined` where nobody sits there.
*/
export const askSecret = (): ((question: string) => Promise<string>) | undefined =>
	process.stdin.isTTY
		? async question =>
				new Promise(resolve => {
					const nowhere = new Writable({write: (_chunk, _encoding, done) => done()});
					const reader = createInterface({input: process.stdin, output: nowhere, terminal: true, historySize: 0});
					process.stderr.write(question);
					reader.on('close', () => {
						process.stderr.write('\n');
						resolve('');
					});
					reader.question('', answer => {
						resolve(answer);
						reader.close();
					});
				})
		: undefined;
