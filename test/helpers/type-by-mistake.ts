import fc from 'fast-check';
import {expect} from 'vitest';
import type {State} from '../../source/client/state/index.js';
import {screenIds} from '../../source/client/state/screen.js';
import {cleanText} from '../../source/domain/text.js';
import {hold, longAgo, message, project, session, task} from './builders.js';
import {eventually} from './eventually.js';
import {createFakeLog} from './fake-log.js';
import {anyMistake, anyWriting, type Mistake, textOf} from './mistakes.js';
import {type App, openApp} from './open-app.js';
import {asked, looked, type Opening, written} from './openings.js';

const run = {id: 'r-1', taskId: 'T-1', mode: 'code-review', agent: 'claude', isHeadless: true, startedAt: longAgo};
const given = {
	projects: [project(), project({id: 'p-2', name: 'Shop'})],
	tasks: [task(), task({id: 'T-2', title: 'Paint it'}), task({id: 'T-3', parentId: 'T-1', title: 'Buy paint'})],
	sessions: [session({name: 'Builder', run}), session({id: 's-2', name: 'Reviewer', startedAt: 1})],
	messages: [message(), message({id: 'm-2', order: 2, from: 's-2', message: 'May I?'})],
	holds: [hold()],
	templates: [{id: 't', label: 'Thanks', text: 'Thank you', source: 'built in'}],
	logs: [createFakeLog({text: 'one\ntwo\n'})],
};

/** Everything that somebody could miss. */
const kept = ({screen, drafts, undos, settings}: State) => ({screen, drafts, undos, settings});

/** The same without what is written, and which row of what is looked for it finds. */
const around = (state: State) => ({
	...kept(state),
	screen: {
		...state.screen,
		field: state.screen.field?.purpose,
		palette: undefined,
		selected: {},
		starts: {},
		filters: {},
	},
	drafts: [...state.drafts.values()].map(each => ({...each, text: '', query: ''})),
});

/** What was done outside: nothing of it may be. */
const outside = (app: App) => ({
	writes: app.server.asked.filter(({method}) => method !== 'GET'),
	programs: [app.takenOver, app.opened, app.edited, [...app.saved.keys()]],
	settings: app.keptSettings.text(),
	hasExited: app.hasExited(),
	isAlternate: app.isAlternate(),
});

const make = async (app: App, mistake: Mistake): Promise<void> => {
	const {how, pieces} = mistake;
	switch (how) {
		case 'one by one': {
			for (const piece of pieces) {
				await app.send(piece);
			}

			break;
		}

		case 'in one piece': {
			await app.send(textOf(mistake));
			break;
		}

		case 'pasted': {
			await app.paste(textOf(mistake));
			break;
		}

		case 'pasted in pieces': {
			const middle = pieces.length / 2;
			await app.send(`\u001B[200~${pieces.slice(0, middle).join('')}`);
			await app.send(`${pieces.slice(middle).join('')}\u001B[20`);
			await app.send('1~');
			break;
		}
	}

	if (!how.startsWith('pasted')) {
		// The end of what was cut, which is waited for.
		await app.send('\u0007');
	}

	app.pass(1000);
};

/**
Types and pastes as many random strings into everything that can be open, and expects that nothing is as it was before but the text of the
field that has the focus.
*/
export const typeByMistake = async (strings: number): Promise<void> => {
	const app = await openApp({...given, rows: 30, columns: 100});
	const {store} = app.client;
	await eventually(() => expect(app.frame()).toContain('Reviewer'));
	const start = store.get();
	const was = outside(app);
	const [outsideFields, inFields] = [Object.entries({...looked, ...asked}), Object.entries(written)];
	expect(screenIds.filter(id => !(id in looked) && !(id in written))).toEqual([]);
	const numRuns = Math.ceil(strings / (outsideFields.length + inFields.length));

	const check = async (
		what: string,
		opening: Opening,
		arbitrary: fc.Arbitrary<Mistake>,
		isFine: (state: State, mistake: Mistake) => void,
	) => {
		const opened = await app.open(opening, start);
		await fc.assert(
			fc.asyncProperty(arbitrary, async mistake => {
				await make(app, mistake);
				try {
					isFine(opened, mistake);
					expect(outside(app)).toEqual(was);
				} catch (error) {
					const read = JSON.stringify(mistake.pieces);
					throw new Error(`${what}, ${mistake.how}: ${read}\n${app.frame()}`, {cause: error});
				} finally {
					store.send({
						event: 'screen:restored',
						data: {screen: opened.screen, drafts: opened.drafts, undos: opened.undos},
					});
				}
			}),
			{numRuns, endOnFailure: true},
		);
	};

	for (const [what, opening] of outsideFields) {
		await check(what, opening, anyMistake, before => {
			expect(kept(store.get())).toEqual(kept(before));
		});
	}

	for (const [what, {open: opening, text}] of inFields) {
		await check(what, opening, anyWriting, (before, mistake) => {
			const clean = cleanText(textOf(mistake));
			expect(text(store.get())).toBe(what === 'compose' ? clean : clean.replace(/[\n\t]+/g, ' '));
			expect(around(store.get())).toEqual(around(before));
		});
	}
};
