import { describeTesta } from '@ssbtek/contract-version/testing';
import { bench } from './testing/bench';

const testa = `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
  <soapenv:Header/>
  <soapenv:Body>
    <testaBastjanstInformation xmlns="${bench.namespace}"/>
  </soapenv:Body>
</soapenv:Envelope>`;

describeTesta(bench, testa);
