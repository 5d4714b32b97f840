/** `npm run build`: packages and build, where something changed. */
import { build, install } from './prepare.mjs';

install();
build();
