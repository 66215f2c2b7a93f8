@NullMarked
package io.channeladapter.config.doctor;

import org.jspecify.annotations.NullMarked;
