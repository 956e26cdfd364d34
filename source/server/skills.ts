import path from 'node:path';
import {readFrontMatter} from '../domain/front-matter.js';
import {cleanLine} from '../domain/text.js';
import {listFolder, readBytes} from '../system/files.js';
import {sizeOf} from '../system/replace.js';

type Skill = {
	readonly id: string;
	readonly name: string;
	readonly description: string;
	readonly skillScope: 'global' | 'project';
	/** The absolute path of its folder. */
	readonly skillPath: string;
};

/** In one folder. */
const mostSkills = 200;

/** Bytes of one file; what it is called stands at its beginning. */
const mostRead = 16_384;

/**
What agents can be taught by files: a folder with a `SKILL.md`, of the user's or of a project's. `projectFolder` is an absolute path.
*/
export const listSkills = async (homeFolder: string, projectFolder: string | undefined): Promise<readonly Skill[]> => [
	...(await skillsIn(path.join(homeFolder, '.claude', 'skills'), 'global')),
	...(projectFolder === undefined ? [] : await skillsIn(path.join(projectFolder, '.claude', 'skills'), 'project')),
];

const skillsIn = async (folder: string, skillScope: Skill['skillScope']): Promise<readonly Skill[]> => {
	const skills: Skill[] = [];
	for (const {name: id, isFolder} of (await listFolder(folder)).slice(0, mostSkills)) {
		const head = isFolder ? await readHead(path.join(folder, id, 'SKILL.md')) : undefined;
		if (head === undefined) {
			continue;
		}

		const {members} = readFrontMatter(head.toString('utf8'));
		const said = (name: string): string => {
			const value = members.find(member => member.name === name)?.value;
			return typeof value === 'string' ? value : '';
		};
		skills.push({
			id,
			name: cleanLine(said('name')) || id,
			description: cleanLine(said('description')),
			skillScope,
			skillPath: path.join(folder, id),
		});
	}

	return skills;
};

/** The beginning of a file; nothing where it cannot be read, so that one of a stranger's keeps none of the others away. */
const readHead = async (file: string): Promise<Buffer | undefined> => {
	try {
		// A pipe has no size, and would be waited for.
		return (await sizeOf(file)) === 0 ? undefined : await readBytes(file, {from: 0, length: mostRead});
	} catch {
		return undefined;
	}
};
