import path from 'node:path';
import type {Template} from '../../domain/template.js';
import {listFolder, readBytes} from '../../system/files.js';
import {builtIn} from './built-in.js';
import {badTemplate, readTemplate} from './read-template.js';

const extension = '.md';

/** Bytes: three times what the longest message has. */
const largestFile = 64 * 1024;

/**
The templates there are now: those of the operator's files, `<id>.md` in a folder, in the place of built-in ones with their id. A file
that is not as it should be is in the list with its problem.
*/
export const listTemplates = async (folder: string): Promise<readonly Template[]> => {
	const files = (await listFolder(folder)).filter(({name, isFolder}) => name.endsWith(extension) && !isFolder);
	const own = await Promise.all(files.map(async ({name}) => read(path.join(folder, name))));
	const isShadowed = ({id}: Template) => own.some(template => template.id === id);
	return [...builtIn.filter(template => !isShadowed(template)), ...own];
};

const read = async (file: string): Promise<Template> => {
	const id = path.basename(file, extension);
	try {
		const content = await readBytes(file, {from: 0, length: largestFile + 1});
		return content === undefined || content.length > largestFile
			? badTemplate(id, file, content === undefined ? 'it has gone' : `it has more than ${largestFile} bytes`)
			: readTemplate(id, content.toString('utf8'), file);
	} catch (error) {
		// One bad file among many; the list says so.
		return badTemplate(id, file, `it cannot be read: ${String(error)}`);
	}
};
