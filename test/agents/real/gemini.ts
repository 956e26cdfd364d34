import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {startFakeGemini} from '../../helpers/fake-gemini.js';
import {type ClientHome, openRealClient} from '../../helpers/real-client.js';

type Options = {
	/** Whether its hooks stand in the user's settings; they do unless it is said. */
	readonly hasHooks?: boolean;
	/** Whether the operator lets maestro type; so unless it is said. */
	readonly nudge?: boolean;
};

/** What the client needs to live, and what answers its first questions. */
export const geminiHome = (url: string): ClientHome => ({
	environment: {GEMINI_API_KEY: 'dummy', GOOGLE_GEMINI_BASE_URL: url},
	async settle({home, checkout}) {
		await mkdir(path.join(home, '.gemini'), {recursive: true});
		await writeFile(path.join(home, '.gemini', 'trustedFolders.json'), JSON.stringify({[checkout]: 'TRUST_FOLDER'}));
	},
});

/** Writes the user's own settings, with hooks in them or without. */
export const writeGeminiSettings = async (home: string, hooks: object | undefined) =>
	writeFile(
		path.join(home, '.gemini', 'settings.json'),
		JSON.stringify({
			security: {auth: {selectedType: 'gemini-api-key'}},
			general: {enableAutoUpdate: false},
			...(hooks === undefined ? {} : {hooks}),
		}),
	);

/**
The real Gemini CLI before a model that does as it is told, in a home where its first questions are answered and, by hand, its hooks
were put into its settings.
*/
export const openGemini = async (program: string, {hasHooks = true, nudge = true}: Options = {}) => {
	const model = await startFakeGemini();
	const {environment, settle} = geminiHome(model.url);
	const client = await openRealClient({
		...{name: 'gemini', program, environment},
		async settle(place) {
			await settle(place);
			await mkdir(path.join(place.home, 'home'), {recursive: true});
			await writeFile(path.join(place.home, 'home', 'settings.json'), JSON.stringify({nudge}));
		},
	});
	const {hooks} = await client.ask<{hooks: object}>('hook', '--print-settings', '--agent', 'gemini');
	await writeGeminiSettings(client.folder, hasHooks ? hooks : undefined);
	return {
		...client,
		model,
		started: async (description?: string, ...extras: readonly string[]) =>
			client.dispatched(description, '--agent', 'gemini', ...(extras.length === 0 ? [] : ['--', ...extras])),
	};
};

export type RealGemini = Awaited<ReturnType<typeof openGemini>>;
