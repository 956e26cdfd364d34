import {chmodSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {createEditText} from '../../source/cli/edit-text.js';
import {runAtTerminal} from '../../source/system/spawn.js';
import {temporaryFolder} from '../helpers/temporary.js';

/** An editor that is a script, and what it is called in the environment. */
const setUp = async (script: string, variable: 'VISUAL' | 'EDITOR' = 'EDITOR') => {
	const folder = await temporaryFolder();
	const editor = path.join(folder, 'my editor');
	writeFileSync(editor, `#!/bin/sh\n${script}\n`);
	chmodSync(editor, 0o700);
	const environment = {
		PATH: process.env.PATH,
		TMPDIR: process.env.TMPDIR,
		[variable]: `'${editor}' --wait`,
		SEEN: path.join(folder, 'seen'),
	};
	return {
		edit: createEditText({environment, takeOver: async command => runAtTerminal(command, environment)}),
		seen: () => readFileSync(path.join(folder, 'seen'), 'utf8').trim().split('\n'),
	};
};

test('what is left in the editor is what the text becomes, without the line end that editors add', async () => {
	const {edit} = await setUp('printf "%s\\n" "$(cat "$2") and more" > "$2"');

	const edited = await edit('It squeaks 日本', 'T-1.md');

	expect(edited?.text).toBe('It squeaks 日本 and more');
	await edited?.discard();
});

test('the file is its owner’s alone, keeps its name, and is gone once it is discarded', async () => {
	const {edit, seen} = await setUp(
		'echo "$1" > "$SEEN"; echo "$2" >> "$SEEN"; stat -c "%a" "$2" "$(dirname "$2")" >> "$SEEN"',
	);

	const edited = await edit('secret', '../../etc/T-1.md');
	const [flag, file = '', mode, folderMode] = seen();

	expect([flag, mode, folderMode]).toEqual(['--wait', '600', '700']);
	expect(path.basename(file)).toBe('.._.._etc_T-1.md');
	expect(file).toBe(edited?.file);
	expect(existsSync(file)).toBe(true);
	await edited?.discard();
	expect(existsSync(path.dirname(file))).toBe(false);
});

test('an editor that fails has changed nothing, and leaves no file', async () => {
	const {edit, seen} = await setUp('echo "$2" > "$SEEN"; echo other > "$2"; exit 1');

	expect(await edit('as it was', 'T-1.md')).toBeUndefined();
	expect(existsSync(seen()[0] ?? '/')).toBe(false);
});

test('$VISUAL counts before $EDITOR, and one that is not there is said', async () => {
	const {edit} = await setUp('printf visual > "$2"', 'VISUAL');
	const edited = await edit('', 'message.md');
	expect(edited?.text).toBe('visual');
	await edited?.discard();

	const missing = createEditText({
		environment: {EDITOR: 'no-such-editor'},
		takeOver: async command => runAtTerminal(command, {PATH: '/nowhere'}),
	});
	await expect(missing('', 'x.md')).rejects.toThrow(
		'no-such-editor could not be started; name an editor in $VISUAL or $EDITOR',
	);
	const broken = createEditText({environment: {EDITOR: "'vi"}, takeOver: async () => ({exitCode: 0})});
	await expect(broken('', 'x.md')).rejects.toThrow('names no editor');
});
