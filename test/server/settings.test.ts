import {expect, test} from 'vitest';
import {defaultSettings, readSettings} from '../../source/server/settings.js';

const file = '/home/user/.maestro/settings.json';

test('without a file the settings are those of the documents', () => {
	expect(readSettings(undefined, file)).toEqual({
		messages: {perMinute: 10, loop: {messages: 20, minutes: 10}, retentionDays: 7, projects: {}},
		agents: {},
		runs: {minutes: 0, outputMegabytes: 1024, keepMegabytes: 5120},
		nudge: false,
	});
});

test('what is not set is as it is without a file', () => {
	expect(readSettings('{"messages": {"perMinute": 60}}', file)).toEqual({
		...defaultSettings,
		messages: {...defaultSettings.messages, perMinute: 60},
	});
});

for (const [text, words] of [
	['{"messages": {"perMinute": 0}}', 'messages.perMinute'],
	['{"mesages": {}}', 'mesages'],
	['{"messages": {"projects": {"p-1": {}}}}', 'messages.projects.p-1.retentionDays'],
	['{"terminal": "xterm"}', 'terminal'],
	['{"terminal": ["mine"]}', 'terminal'],
	['not JSON', file],
] as const) {
	test(`a file that is wrong is named, with what is wrong: ${text}`, () => {
		expect(() => readSettings(text, file)).toThrow(words);
	});
}

for (const terminal of ['kitty', ['mine', '--', '{attach}'], ['ssh', 'desk', 'open {attach}']]) {
	test(`the terminal can be ${JSON.stringify(terminal)}`, () => {
		expect(readSettings(JSON.stringify({terminal}), file).terminal).toEqual(terminal);
	});
}
