import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'vitest';
import {eventually} from '../../helpers/eventually.js';
import {startFakeResponses} from '../../helpers/fake-responses.js';
import {type ClientHome, openRealClient} from '../../helpers/real-client.js';

/** The word of a person who knows what runs, in the place of the review that the client else asks for. */
const trusted = ['--', '--dangerously-bypass-hook-trust'];

/** What the client needs to live, and what answers its first questions. */
export const codexHome = (url: string): ClientHome => ({
	environment: {FAKE_KEY: 'dummy'},
	async settle({home, checkout}) {
		await mkdir(path.join(home, '.codex'), {recursive: true});
		await writeFile(
			path.join(home, '.codex', 'config.toml'),
			[
				'model = "fake"',
				'model_provider = "fake"',
				'[model_providers.fake]',
				'name = "fake"',
				`base_url = "${url}"`,
				'wire_api = "responses"',
				'env_key = "FAKE_KEY"',
				`[projects."${checkout}"]`,
				'trust_level = "trusted"',
				'',
			].join('\n'),
		);
	},
});

/**
The real Codex before a model that does as it is told, in a home of its own. It asks before it runs what needs more than its sandbox.
*/
export const openCodex = async (program: string) => {
	const model = await startFakeResponses();
	const client = await openRealClient({name: 'codex', program, ...codexHome(model.url)});
	const trust = async (session: string) => {
		await eventually(async () => expect(await client.screen(session)).toContain('Hooks need review'), 15_000);
		await client.press(session, 'Down');
		await eventually(async () => expect(await client.screen(session)).toMatch(/› 2\. Trust all/));
		await client.press(session, 'Enter');
	};

	return {
		...client,
		model,
		/** Answers the review of the hooks as a person does who trusts them. */
		trust,
		dispatched: async (description?: string) => client.dispatched(description, '--agent', 'codex', ...trusted),
		/** With hooks that nobody has trusted yet. */
		dispatchedUntrusted: async (description: string) => client.dispatched(description, '--agent', 'codex'),
	};
};

export type RealCodex = Awaited<ReturnType<typeof openCodex>>;
