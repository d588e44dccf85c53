// Makes an example in target/projects, as a user has it, with the package as it is built: for `cargo xtask example NAME`.

import { fileURLToPath } from 'node:url';
import { prepareProject } from '../support/project.mjs';
import { packTarball } from '../support/tarball.mjs';

const [name] = process.argv.slice(2);
await prepareProject(name, packTarball(fileURLToPath(new URL('../../target/tarballs/', import.meta.url))));
