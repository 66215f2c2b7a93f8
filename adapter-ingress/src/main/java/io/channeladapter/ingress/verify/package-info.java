/** Secret, signature and bytes in, verdict out; secret and token in, answer to the challenge out. Pure. What is genuine goes to the step {@code publish}. */
@NullMarked
package io.channeladapter.ingress.verify;

import org.jspecify.annotations.NullMarked;
