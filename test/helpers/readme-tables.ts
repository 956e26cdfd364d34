import {entries} from '../../source/cli/overview.js';
import {lacks} from '../../source/client/cannot.js';
import {refusals} from '../../source/domain/errors.js';
import {settingRows} from '../../source/domain/setting-rows.js';
import {defaultSettings} from '../../source/domain/settings.js';
import {scopes} from '../../source/keymap/index.js';
import {allCapabilities, capabilities, desktopCapabilities, desktopName} from '../../source/protocol/health.js';

const table = (header: readonly string[], rows: ReadonlyArray<readonly string[]>): string =>
	[header, header.map(() => '---'), ...rows].map(row => `| ${row.map(withoutBars).join(' | ')} |`).join('\n');

const withoutBars = (cell: string): string => cell.replaceAll('|', '\\|');

const code = (text: string): string => `\`${text}\``;

/** What a server may lack, who lacks it, and what is offered instead. */
const cannot = (): string =>
	table(
		['a server that lacks', 'which is', 'cannot', 'instead'],
		allCapabilities
			.map(capability => ({
				capability,
				who: [
					...(capabilities.some(one => one === capability) ? [] : ['ours']),
					...(desktopCapabilities.some(one => one === capability) ? [] : [desktopName]),
				],
			}))
			.filter(({who}) => who.length > 0)
			.map(({capability, who}) => [
				code(capability),
				who.join(', '),
				`it ${lacks[capability].cannot}`,
				lacks[capability].instead,
			]),
	);

/** What the README says in tables and the code knows, by the name of the section's mark. */
export const readmeTables: Readonly<Record<string, () => string>> = {
	keys: () =>
		scopes
			.filter(({bindings}) => bindings.length > 0)
			.map(({title, bindings}) =>
				[
					`**${title}**`,
					'',
					table(
						['key', 'what it does'],
						bindings.map(({keys, help}) => [keys.map(code).join(' '), help]),
					),
				].join('\n'),
			)
			.join('\n\n'),
	settings: () =>
		table(
			['member', 'values', 'what it decides'],
			settingRows.map(({id, values, help}) => [
				code(id),
				values
					.map(value => (value === defaultSettings[id] ? `**${code(String(value))}**` : code(String(value))))
					.join(' '),
				help,
			]),
		),
	commands: () =>
		table(
			['command', 'what it does'],
			entries.map(({name, usage, summary}) => [code(`maestro ${name} ${usage}`.trimEnd()), summary]),
		),
	cannot,
	refusals: () =>
		table(
			['exit code', 'HTTP', 'reason'],
			Object.entries(refusals)
				.sort(([, a], [, b]) => a.exitCode - b.exitCode || a.status - b.status)
				.map(([code, {exitCode, status}]) => [String(exitCode), String(status), code]),
		),
};

const mark = (name: string): RegExp => new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(\n<!-- /${name} -->)`);

export const sectionOf = (readme: string, name: string): string | undefined =>
	mark(name).exec(readme)?.[0].split('\n').slice(1, -1).join('\n');

export const withTables = (readme: string): string =>
	Object.entries(readmeTables).reduce(
		(text, [name, build]) => text.replace(mark(name), `$1${build().replaceAll('$', '$$$$')}$2`),
		readme,
	);
