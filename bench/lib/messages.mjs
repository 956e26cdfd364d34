import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {buildStore, text} from './store.mjs';

/**
Lays messages of the sessions down, within the last day, for a server that is not started yet: one of so many to the operator, and the
others to other sessions. Of a hundred one waits to be read.
*/
export const writeMessages = async ({world, ids, count, oneToOperatorOf}) => {
	const folder = path.join(world.home, 'data', 'audit');
	await mkdir(folder, {recursive: true});
	const store = await import(pathToFileURL(await buildStore(world.folder)).href);
	let now = 0;
	const report = words => process.stderr.write(`${words}\n`);
	const journal = store.createJournal({folder, clock: () => now, read: store.readFact, report});
	await journal.replay(() => {});
	const began = Date.now() - 86_400_000;
	for (let number = 0; number < count; number += 1000) {
		now = began + Math.floor((number * 80_000_000) / count);
		const facts = Array.from({length: 1000}, (_, index) => {
			const id = `msg_${now}_${String(number + index).padStart(6, '0')}`;
			const to = index % oneToOperatorOf === 0 ? 'operator' : ids[(number + index + 7) % ids.length];
			const message = {id, from: ids[(number + index) % ids.length], to, message: text, createdAt: now};
			return [{kind: 'accepted', message}, ...(index % 100 === 0 ? [] : [{kind: 'read', id, by: to}])];
		}).flat();
		await Promise.all(facts.map(journal.append));
	}

	await journal.close();
};
