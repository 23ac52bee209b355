/** Namespace of the header in which an ombud names its customer (seed 8.4). */
export const IIP_NS = 'http://www.idainfront.se/ns/iip/1.0';
