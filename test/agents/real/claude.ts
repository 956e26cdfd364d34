import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {startFakeAnthropic} from '../../helpers/fake-anthropic.js';
import {type ClientHome, openRealClient} from '../../helpers/real-client.js';

/** No key: it is only to look like one. */
const key = 'sk-ant-dummy-not-a-real-key-0123456789abcdef';

/** What the client needs to live, and what answers its first questions. */
export const claudeHome = (url: string): ClientHome => ({
	environment: {
		ANTHROPIC_BASE_URL: url,
		ANTHROPIC_API_KEY: key,
		CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
		DISABLE_AUTOUPDATER: '1',
	},
	async settle({home, checkout}) {
		await mkdir(path.join(home, '.claude'), {recursive: true});
		await writeFile(
			path.join(home, '.claude.json'),
			JSON.stringify({
				...{hasCompletedOnboarding: true, theme: 'dark'},
				customApiKeyResponses: {approved: [key.slice(-20)], rejected: []},
				projects: {[checkout]: {hasTrustDialogAccepted: true}},
			}),
		);
		await writeFile(
			path.join(home, '.claude', 'settings.json'),
			JSON.stringify({permissions: {defaultMode: 'default', allow: ['Bash']}}),
		);
	},
});

/**
The real Claude Code before a model that does as it is told, in a home where its first questions are answered.
*/
export const openClaude = async (program: string) => {
	const model = await startFakeAnthropic();
	const client = await openRealClient({name: 'claude', program, ...claudeHome(model.url)});
	return {...client, model, settingsFile: path.join(client.folder, '.claude', 'settings.json')};
};

export type RealClaude = Awaited<ReturnType<typeof openClaude>>;
