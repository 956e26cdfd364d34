import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {session} from '../../helpers/builders.js';
import {openServer} from '../../helpers/server.js';

test('everyone sees the templates there are now, those of the operator last', async () => {
	const {ask, paths} = await openServer({sessions: [session()]});
	const ids = async () =>
		(await ask('GET', '/api/templates', undefined, {as: 's-1'})).body.map(({id}: {id: string}) => id);
	const builtIn = await ids();

	await mkdir(paths.templates, {recursive: true});
	await writeFile(path.join(paths.templates, 'lunch.md'), 'Lunch?');

	expect(await ids()).toEqual([...builtIn, 'lunch']);
});
