import {graphemesOf} from '../source/client/graphemes.ts';

/**
Stands in for `Intl.Segmenter` in all that is bundled. The packages that draw make one each as they are loaded, which takes 8 ms and more of
every start; they say `new`, which is content with a function that answers an object. All of them ask for graphemes.
*/
export function LateSegmenter() {
	return {segment: graphemesOf};
}
