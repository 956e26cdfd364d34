import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {Layout} from '../../client/select/layout.js';
import {clip, widthOf} from '../../client/text.js';
import {useTheme} from '../hooks/use-theme.js';
import {paint} from '../themes/theme.js';
import {Lines} from './lines.js';
import {Row} from './row.js';

type Props = {
	readonly layout: Layout;
	/** What the preview is of. */
	readonly title: string;
	readonly lines: readonly string[];
	readonly children: ReactNode;
};

/** A list with a preview beside or below it, where there is room for one. */
export function Split({layout: {body, preview}, title, lines, children}: Props) {
	const {glyphs, text} = useTheme();
	if (preview === undefined) {
		return children;
	}

	if (preview.side === 'below') {
		const heading = title === '' ? '' : clip(`${glyphs.horizontal}${glyphs.horizontal} ${title} `, body.columns);
		return (
			<Box flexDirection="column" width={body.columns} height={body.rows}>
				{children}
				<Row line={paint(text.dim, heading + glyphs.horizontal.repeat(body.columns - widthOf(heading)))} />
				<Lines lines={lines} area={preview} />
			</Box>
		);
	}

	const bar = Array.from({length: preview.rows}, () => paint(text.dim, glyphs.vertical));
	return (
		<Box width={body.columns} height={body.rows}>
			{children}
			<Lines lines={bar} area={{columns: 1, rows: preview.rows}} />
			<Lines lines={[paint(text.dim, clip(title, preview.columns)), ...lines]} area={preview} />
		</Box>
	);
}
