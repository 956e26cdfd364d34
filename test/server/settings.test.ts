import {expect, test} from 'vitest';
import {defaultSettings, readSettings} from '../../source/server/settings.js';

const file = '/home/user/.maestro/settings.json';

test('without a file the settings are those of the documents', () => {
	expect(readSettings(undefined, file)).toEqual({
		messages: {perMinute: 10, loop: {messages: 20, minutes: 10}, retentionDays: 7, projects: {}},
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
	['not JSON', file],
] as const) {
	test(`a file that is wrong is named, with what is wrong: ${text}`, () => {
		expect(() => readSettings(text, file)).toThrow(words);
	});
}
