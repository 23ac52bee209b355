// Made by npm run render; change the source instead.
import v1FelPersonidentitetSvarXml from '../../../../docs/examples/v1-fel-personidentitet.svar.xml';
import v1FelPersonidentitetXml from '../../../../docs/examples/v1-fel-personidentitet.xml';
import v1FragaSvarXml from '../../../../docs/examples/v1-fraga.svar.xml';
import v1FragaXml from '../../../../docs/examples/v1-fraga.xml';
import v1NereSvarXml from '../../../../docs/examples/v1-nere.svar.xml';
import v1NereXml from '../../../../docs/examples/v1-nere.xml';
import v1ShsMime from '../../../../docs/examples/v1-shs.mime';
import v1ShsSvarTxt from '../../../../docs/examples/v1-shs.svar.txt';
import v10EkaSvarXml from '../../../../docs/examples/v10-eka.svar.xml';
import v10EkaXml from '../../../../docs/examples/v10-eka.xml';
import v10FelAnnanPersonSvarXml from '../../../../docs/examples/v10-fel-annan-person.svar.xml';
import v10FelAnnanPersonXml from '../../../../docs/examples/v10-fel-annan-person.xml';
import v10FelFkUtanFragaSvarXml from '../../../../docs/examples/v10-fel-fk-utan-fraga.svar.xml';
import v10FelFkUtanFragaXml from '../../../../docs/examples/v10-fel-fk-utan-fraga.xml';
import v10FelHosBastjanstSvarXml from '../../../../docs/examples/v10-fel-hos-bastjanst.svar.xml';
import v10FelHosBastjanstXml from '../../../../docs/examples/v10-fel-hos-bastjanst.xml';
import v10FragaSvarXml from '../../../../docs/examples/v10-fraga.svar.xml';
import v10FragaXml from '../../../../docs/examples/v10-fraga.xml';
import v10NereSvarXml from '../../../../docs/examples/v10-nere.svar.xml';
import v10NereXml from '../../../../docs/examples/v10-nere.xml';
import v10OkandSvarXml from '../../../../docs/examples/v10-okand.svar.xml';
import v10OkandXml from '../../../../docs/examples/v10-okand.xml';
import v10OmbudSvarXml from '../../../../docs/examples/v10-ombud.svar.xml';
import v10OmbudXml from '../../../../docs/examples/v10-ombud.xml';
import v10ShsMime from '../../../../docs/examples/v10-shs.mime';
import v10ShsSvarTxt from '../../../../docs/examples/v10-shs.svar.txt';
import v10TestaSvarXml from '../../../../docs/examples/v10-testa.svar.xml';
import v10TestaXml from '../../../../docs/examples/v10-testa.xml';
import v11DelSaknasSvarXml from '../../../../docs/examples/v11-del-saknas.svar.xml';
import v11DelSaknasXml from '../../../../docs/examples/v11-del-saknas.xml';
import v11DelarSvarXml from '../../../../docs/examples/v11-delar.svar.xml';
import v11DelarXml from '../../../../docs/examples/v11-delar.xml';
import v11FelSkvUtanFragaSvarXml from '../../../../docs/examples/v11-fel-skv-utan-fraga.svar.xml';
import v11FelSkvUtanFragaXml from '../../../../docs/examples/v11-fel-skv-utan-fraga.xml';
import v11FragaSvarXml from '../../../../docs/examples/v11-fraga.svar.xml';
import v11FragaXml from '../../../../docs/examples/v11-fraga.xml';
import v11ShsMime from '../../../../docs/examples/v11-shs.mime';
import v11ShsSvarTxt from '../../../../docs/examples/v11-shs.svar.txt';
import v11TestaSvarXml from '../../../../docs/examples/v11-testa.svar.xml';
import v11TestaXml from '../../../../docs/examples/v11-testa.xml';

/** The worked examples by file. */
export const EXAMPLES: Readonly<Record<string, string>> = {
  'v1-fel-personidentitet.svar.xml': v1FelPersonidentitetSvarXml,
  'v1-fel-personidentitet.xml': v1FelPersonidentitetXml,
  'v1-fraga.svar.xml': v1FragaSvarXml,
  'v1-fraga.xml': v1FragaXml,
  'v1-nere.svar.xml': v1NereSvarXml,
  'v1-nere.xml': v1NereXml,
  'v1-shs.mime': v1ShsMime,
  'v1-shs.svar.txt': v1ShsSvarTxt,
  'v10-eka.svar.xml': v10EkaSvarXml,
  'v10-eka.xml': v10EkaXml,
  'v10-fel-annan-person.svar.xml': v10FelAnnanPersonSvarXml,
  'v10-fel-annan-person.xml': v10FelAnnanPersonXml,
  'v10-fel-fk-utan-fraga.svar.xml': v10FelFkUtanFragaSvarXml,
  'v10-fel-fk-utan-fraga.xml': v10FelFkUtanFragaXml,
  'v10-fel-hos-bastjanst.svar.xml': v10FelHosBastjanstSvarXml,
  'v10-fel-hos-bastjanst.xml': v10FelHosBastjanstXml,
  'v10-fraga.svar.xml': v10FragaSvarXml,
  'v10-fraga.xml': v10FragaXml,
  'v10-nere.svar.xml': v10NereSvarXml,
  'v10-nere.xml': v10NereXml,
  'v10-okand.svar.xml': v10OkandSvarXml,
  'v10-okand.xml': v10OkandXml,
  'v10-ombud.svar.xml': v10OmbudSvarXml,
  'v10-ombud.xml': v10OmbudXml,
  'v10-shs.mime': v10ShsMime,
  'v10-shs.svar.txt': v10ShsSvarTxt,
  'v10-testa.svar.xml': v10TestaSvarXml,
  'v10-testa.xml': v10TestaXml,
  'v11-del-saknas.svar.xml': v11DelSaknasSvarXml,
  'v11-del-saknas.xml': v11DelSaknasXml,
  'v11-delar.svar.xml': v11DelarSvarXml,
  'v11-delar.xml': v11DelarXml,
  'v11-fel-skv-utan-fraga.svar.xml': v11FelSkvUtanFragaSvarXml,
  'v11-fel-skv-utan-fraga.xml': v11FelSkvUtanFragaXml,
  'v11-fraga.svar.xml': v11FragaSvarXml,
  'v11-fraga.xml': v11FragaXml,
  'v11-shs.mime': v11ShsMime,
  'v11-shs.svar.txt': v11ShsSvarTxt,
  'v11-testa.svar.xml': v11TestaSvarXml,
  'v11-testa.xml': v11TestaXml,
};
