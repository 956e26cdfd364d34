import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {Layout} from '../../client/select/layout.js';
import type {PaneLine, PaneView} from '../../client/select/pane.js';
import {clip, widthOf} from '../../client/text.js';
import {useTheme} from '../hooks/use-theme.js';
import {drawSpans} from '../spans.js';
import {paint, type Theme} from '../themes/theme.js';
import {Lines} from './lines.js';
import {Row} from './row.js';

type Props = {
	readonly layout: Layout;
	readonly pane: PaneView;
	readonly children: ReactNode;
};

/** A list with a pane beside or below it, where there is room for one. */
export function Split({layout: {body, preview}, pane, children}: Props) {
	const theme = useTheme();
	const {glyphs, text} = theme;
	if (preview === undefined) {
		return children;
	}

	const lines = pane.lines.map(line => drawn(line, theme));
	const style = pane.hasFocus ? text.accent : text.dim;
	// It names what is selected, and looks as that does: then it costs no change of style to draw both.
	const titleStyle = pane.hasFocus ? text.accent : text.strong;
	const title = titleOf(pane, theme);
	if (preview.side === 'below') {
		const start = title === '' ? '' : `${glyphs.horizontal.repeat(2)} `;
		const name = clip(title, body.columns - widthOf(start));
		const rest = body.columns - widthOf(start + name);
		const end = name === '' ? glyphs.horizontal.repeat(rest) : clip(` ${glyphs.horizontal.repeat(rest)}`, rest);
		return (
			<Box flexDirection="column" width={body.columns} height={body.rows}>
				{children}
				<Row line={paint(style, start) + paint(titleStyle, name) + paint(style, end)} />
				<Lines lines={lines} area={preview} />
			</Box>
		);
	}

	const bar = Array.from({length: preview.rows}, () => paint(style, glyphs.vertical));
	return (
		<Box width={body.columns} height={body.rows}>
			{children}
			<Lines lines={bar} area={{columns: 1, rows: preview.rows}} />
			<Lines lines={[paint(titleStyle, clip(title, preview.columns)), ...lines]} area={preview} />
		</Box>
	);
}

/** What it is, and which part of it is shown. */
const titleOf = ({name, part, hasFocus}: PaneView, {glyphs}: Theme): string =>
	[hasFocus ? `${glyphs.selected} ${name}` : name, part].filter(words => words !== '').join('  ');

const drawn = ({spans, isCutLeft, cutRight}: PaneLine, theme: Theme): string => {
	const mark = paint(theme.text.dim, theme.glyphs.ellipsis);
	const end = cutRight === undefined ? '' : ' '.repeat(cutRight) + mark;
	return (isCutLeft ? mark : '') + drawSpans(spans, theme) + end;
};
