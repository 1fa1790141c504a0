SELECT 'not this one';
