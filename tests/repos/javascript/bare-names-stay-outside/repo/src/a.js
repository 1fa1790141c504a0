import React from 'react';
import map from 'lodash/map';
import './missing';
import '../../outside';
require(name);
other.require('./b');
