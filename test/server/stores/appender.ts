import {createJournal} from '../../../source/server/stores/journal.js';

/** Appends numbers from many senders at once, and says each one that was acknowledged, until it is killed. */
const [, , folder = '', run = ''] = process.argv;
const journal = createJournal<string>({folder, clock: Date.now, read: String, report: text => console.error(text)});
await journal.replay(() => {});

const sendForever = async (sender: number): Promise<never> => {
	for (let number = 0; ; number++) {
		const {seq} = await journal.append(`${run}-${sender}-${number}`);
		console.log(`${seq} ${run}-${sender}-${number}`);
	}
};

await Promise.all(Array.from({length: 10}, async (_, sender) => sendForever(sender)));
