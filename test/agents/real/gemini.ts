import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {startFakeGemini} from '../../helpers/fake-gemini.js';
import {openRealClient} from '../../helpers/real-client.js';

type Options = {
	/** Whether its hooks stand in the user's settings; they do unless it is said. */
	readonly hasHooks?: boolean;
	/** Whether the operator lets maestro type; so unless it is said. */
	readonly nudge?: boolean;
};

/**
The real Gemini CLI before a model that does as it is told, in a home where its first questions are answered and, by hand, its hooks
were put into its settings.
*/
export const openGemini = async (program: string, {hasHooks = true, nudge = true}: Options = {}) => {
	const model = await startFakeGemini();
	const client = await openRealClient({
		name: 'gemini',
		program,
		environment: {GEMINI_API_KEY: 'dummy', GOOGLE_GEMINI_BASE_URL: model.url},
		async settle({home, checkout}) {
			await mkdir(path.join(home, '.gemini'), {recursive: true});
			await writeFile(path.join(home, '.gemini', 'trustedFolders.json'), JSON.stringify({[checkout]: 'TRUST_FOLDER'}));
			await mkdir(path.join(home, 'home'), {recursive: true});
			await writeFile(path.join(home, 'home', 'settings.json'), JSON.stringify({nudge}));
		},
	});
	const {hooks} = await client.ask<{hooks: object}>('hook', '--print-settings', '--agent', 'gemini');
	await writeFile(
		path.join(client.folder, '.gemini', 'settings.json'),
		JSON.stringify({
			security: {auth: {selectedType: 'gemini-api-key'}},
			general: {enableAutoUpdate: false},
			...(hasHooks ? {hooks} : {}),
		}),
	);
	return {
		...client,
		model,
		started: async (description?: string, ...extras: readonly string[]) =>
			client.dispatched(description, '--agent', 'gemini', ...(extras.length === 0 ? [] : ['--', ...extras])),
	};
};

export type RealGemini = Awaited<ReturnType<typeof openGemini>>;
