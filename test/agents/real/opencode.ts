import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {startFakeChat} from '../../helpers/fake-chat.js';
import {type ClientHome, openRealClient} from '../../helpers/real-client.js';

/** What the client needs to live. It asks before it runs `touch`, and has a configuration of its user's. */
export const opencodeHome = (url: string): ClientHome => ({
	environment: {OPENCODE_DISABLE_AUTOUPDATE: '1', OPENCODE_DISABLE_MODELS_FETCH: '1'},
	async settle({home, checkout}) {
		const user = path.join(home, '.config', 'opencode');
		// As if it had installed what its plugins may need, which takes a while.
		await mkdir(path.join(user, 'node_modules'), {recursive: true});
		await writeFile(
			path.join(user, 'package-lock.json'),
			JSON.stringify({packages: {'': {dependencies: {'@opencode-ai/plugin': '*'}}}}),
		);
		await writeFile(path.join(user, 'mine.md'), 'MARK-USER, what the user always says\n');
		await writeFile(path.join(user, 'opencode.json'), JSON.stringify({instructions: [path.join(user, 'mine.md')]}));
		await writeFile(
			path.join(checkout, 'opencode.json'),
			JSON.stringify({
				...{model: 'fake/fake', small_model: 'fake/fake'},
				permission: {bash: {'*': 'allow', 'touch *': 'ask'}},
				provider: {
					fake: {
						npm: '@ai-sdk/openai-compatible',
						options: {baseURL: url, apiKey: 'dummy'},
						models: {fake: {name: 'fake', tool_call: true, limit: {context: 200_000, output: 8000}}},
					},
				},
			}),
		);
	},
});

/**
The real OpenCode before a model that does as it is told.
*/
export const openOpencode = async (program: string) => {
	const model = await startFakeChat();
	const client = await openRealClient({name: 'opencode', program, ...opencodeHome(model.url)});
	return {
		...client,
		model,
		// A whole program with a server in it: it takes its time to start.
		isShown: async (session: string, badge: string) => client.isShown(session, badge, 90_000),
		dispatched: async (description?: string, ...more: readonly string[]) =>
			client.dispatched(description, '--agent', 'opencode', ...more),
	};
};

export type RealOpencode = Awaited<ReturnType<typeof openOpencode>>;
