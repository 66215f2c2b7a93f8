@NullMarked
package io.channeladapter.common.network;

import org.jspecify.annotations.NullMarked;
